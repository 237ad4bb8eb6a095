// What the parts of the page have in common. What an agent says gets into the document as text only, never as markup.

export const $ = (id) => document.getElementById(id);

/** An element with properties and children, of which strings become text. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  const { dataset, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, dataset);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const text = (value) => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
export const list = (value) => (Array.isArray(value) ? value : []);
export const object = (value) => (value !== null && typeof value === 'object' ? value : {});

/** Whether one sees the end of what scrolls. */
export const isAtEnd = (element) => element.scrollHeight - element.scrollTop - element.clientHeight < 40;
export const toEnd = (element) => { element.scrollTop = element.scrollHeight; };

/** Tells the user something in one line. */
export function say(message, isError = false) {
  $('status').textContent = message;
  $('status').classList.toggle('error', isError);
}
