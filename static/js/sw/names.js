// The caches. `pages` is the big screen's own, which adds itself.
export const SHELL_NAME = `shell-${VERSION}`;
export const SHELL_PAGE = "/offline";
export const FILES = "files";
export const PAGES = "visited";
export const SCREENS = "pages";
