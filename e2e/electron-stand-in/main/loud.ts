import { EventEmitter } from "node:events";

/**
 * What the stand-in does not model must fail at once, not quietly give `undefined`: this stands at the end of each
 * prototype chain and throws for names that nobody defined. Names that the language or a library asks every object
 * for are let through.
 */
const askedOfEveryObject = new Set(["then", "toJSON", "default", "constructor", "inspect", "nodeType", "domain"]);

function loudPrototype(base: object, nameOf: (receiver: unknown) => string): object {
  return new Proxy(base, {
    get(target, property, receiver) {
      if (
        property in target ||
        typeof property === "symbol" ||
        property.startsWith("_") ||
        askedOfEveryObject.has(property)
      )
        return Reflect.get(target, property, receiver);
      throw new Error(`The stand-in for Electron does not model ${nameOf(receiver)}.${property}`);
    },
  });
}

/** Makes a module's object loud. */
export function loud<Target extends object>(name: string, target: Target): Target {
  Object.setPrototypeOf(
    target,
    loudPrototype(Object.getPrototypeOf(target), () => name),
  );
  return target;
}

/** Base of the classes that emit. */
export class LoudEmitter extends EventEmitter {}
Object.setPrototypeOf(
  LoudEmitter.prototype,
  loudPrototype(EventEmitter.prototype, (receiver) =>
    typeof receiver === "object" && receiver !== null ? receiver.constructor.name : "an object",
  ),
);

/** An event that a listener may prevent. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes one, with further fields. */
export function preventable<Fields extends object>(fields: Fields): Fields & PreventableEvent {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
