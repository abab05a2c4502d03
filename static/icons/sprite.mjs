// One SVG sprite of the lucide icons the pages use; `icon("flame")` in a template points into it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");

export const names = `
    arrow-left-right
    arrow-right
    award
    bell
    bell-off
    bell-ring
    book-open
    brain
    calendar-check
    calendar-days
    calendar-off
    chart-no-axes-column
    check
    chevron-down
    circle-alert
    circle-check
    circle-dashed
    circle-x
    clock
    copy
    download
    ellipsis
    eye
    eye-off
    file-spreadsheet
    flag
    flame
    gem
    handshake
    history
    house
    image
    layout-list
    lightbulb
    link
    lock
    log-in
    log-out
    mail
    medal
    megaphone
    meh
    merge
    message-circle
    message-circle-question-mark
    message-square-text
    minus
    monitor
    moon
    pencil
    phone
    pin
    play
    plus
    qr-code
    quote
    rocket
    scale
    search
    send
    settings
    share
    shield-check
    snowflake
    sparkles
    square-check
    square-plus
    star
    sun
    swords
    target
    trending-up
    thumbs-down
    thumbs-up
    timer
    trash-2
    triangle-alert
    trophy
    undo-2
    upload
    user
    user-plus
    user-x
    users
    wifi-off
    x
    zap
  `
  .trim()
  .split(/\s+/);

export function shapes(name) {
  const drawn = readFileSync(join(folder, `${name}.svg`), "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return drawn.replace(/\s*\n\s*/g, "");
}

const symbol = (name) => `<symbol id="${name}" viewBox="0 0 24 24">${shapes(name)}</symbol>`;

export function sprite() {
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`;
}
