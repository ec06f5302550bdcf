import { expect, test, vi } from "vitest";
import { ActionRegistry, type Action } from "./actions.svelte";
import { browse, find } from "./palette/match";
import { runShortcut } from "./shortcuts";

const action = (id: string, title: string, more: Partial<Action> = {}): Action => ({
  id,
  title,
  group: "Sign-on",
  run: vi.fn(),
  ...more,
});

function registryOf(...actions: Action[]): ActionRegistry {
  const registry = new ActionRegistry();
  registry.register(() => actions);
  return registry;
}

test("a source can be taken away again", () => {
  const registry = registryOf(action("a", "A"));
  const remove = registry.register(() => [action("b", "B")]);
  expect(registry.all.map(({ id }) => id)).toEqual(["a", "b"]);
  remove();
  expect(registry.all.map(({ id }) => id)).toEqual(["a"]);
});

test("what cannot be done says why and is not remembered", () => {
  const stop = action("stop", "Stop", { blocked: () => "Nothing is running." });
  const registry = registryOf(stop);
  expect(registry.run(stop)).toBe("Nothing is running.");
  expect(stop.run).not.toHaveBeenCalled();
  expect(registry.recent).toEqual([]);
});

test("the last five are remembered, newest first, each once", () => {
  const actions = ["a", "b", "c", "d", "e", "f"].map((id) => action(id, id));
  const registry = registryOf(...actions);
  for (const one of [...actions, actions[2]!]) registry.run(one);
  expect(registry.recent.map(({ id }) => id)).toEqual(["c", "f", "e", "d", "b"]);
});

test("letters in order find, and the best fit comes first", () => {
  const actions = [
    action("curl", "Copy as curl"),
    action("theme", "Theme: dark", { keywords: ["colour"] }),
    action("run", "Sign on"),
  ];
  expect(find(actions, "cpcu").map(({ id }) => id)).toEqual(["curl"]);
  expect(find(actions, "colour").map(({ id }) => id)).toEqual(["theme"]);
  expect(find(actions, "sign")[0]?.id).toBe("run");
  expect(find(actions, "zzz")).toEqual([]);
});

test("with nothing typed, what was used last stands first and only there", () => {
  const [a, b] = [action("a", "A"), action("b", "B", { group: "Window" })];
  expect(browse([a, b], [b], "Used last")).toEqual([
    { label: "Used last", actions: [b] },
    { label: "Sign-on", actions: [a] },
  ]);
});

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...more });

test("a shortcut runs its action and is taken from the browser", () => {
  const run = action("run", "Sign on", { keys: ["Mod+Enter"] });
  const event = press("Enter", { ctrlKey: true });
  runShortcut(event, registryOf(run), vi.fn());
  expect(run.run).toHaveBeenCalledOnce();
  expect(event.defaultPrevented).toBe(true);
});

test("a key that somebody took is left alone", () => {
  const run = action("run", "Sign on", { keys: ["Mod+Enter"] });
  const event = press("Enter", { ctrlKey: true });
  event.preventDefault();
  runShortcut(event, registryOf(run), vi.fn());
  expect(run.run).not.toHaveBeenCalled();
});

test("inside a dialog nothing of what lies under it runs", () => {
  const run = action("run", "Sign on", { keys: ["Mod+Enter"] });
  const registry = registryOf(run);
  const dialog = document.createElement("div");
  dialog.role = "dialog";
  document.body.append(dialog);
  dialog.addEventListener("keydown", (event) => runShortcut(event, registry, vi.fn()));
  dialog.dispatchEvent(press("Enter", { ctrlKey: true }));
  dialog.remove();
  expect(run.run).not.toHaveBeenCalled();
});

test("a blocked shortcut tells why, Escape stays silent", () => {
  const blocked = () => "Nothing is running.";
  const stop = action("stop", "Stop", { keys: ["Escape", "Mod+."], blocked });
  const tell = vi.fn();
  runShortcut(press("Escape"), registryOf(stop), tell);
  expect(tell).not.toHaveBeenCalled();
  runShortcut(press(".", { ctrlKey: true }), registryOf(stop), tell);
  expect(tell).toHaveBeenCalledWith("Nothing is running.");
});
