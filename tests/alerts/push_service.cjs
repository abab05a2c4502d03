// web-push-testing listens on every interface and has no option for it; and where the tests' clock stands still, a
// signature must not be too old for it.
const { Server } = require("node:net");
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...more) {
  return listen.call(this, { port, host: "127.0.0.1" }, ...more);
};
if (process.env.CLOCK) Date.now = () => Number(process.env.CLOCK) * 1000;
