import { expect, test, vi } from "vitest";
import { browser } from "./browser";
import { asHostError } from "./error";

test("a recorded command answers with what it was asked", async () => {
  const transport = browser({ double: ({ value }) => (value as number) * 2 });
  expect(await transport.invoke("double", { value: 21 })).toBe(42);
});

test("what is sent is a copy, as over IPC", async () => {
  const sent = { list: [1] };
  const transport = browser({ spoil: (args) => void (args["list"] as number[]).push(2) });
  await transport.invoke("spoil", sent);
  expect(sent.list).toEqual([1]);
});

test("a stream sends its messages before its answer", async () => {
  const order: unknown[] = [];
  const transport = browser({
    run: (_args, { send }) => {
      send("step 1");
      send("step 2");
      return "verdict";
    },
  });
  order.push(await transport.stream("run", {}, "observer", (message) => order.push(message)));
  expect(order).toEqual(["step 1", "step 2", "verdict"]);
});

test("events reach those who listen, until they stop", async () => {
  const transport = browser({ tell: (_args, { emit }) => emit("news", "text") });
  const heard = vi.fn();
  const stop = await transport.listen("news", heard);
  await transport.invoke("tell");
  stop();
  await transport.invoke("tell");
  expect(heard.mock.calls).toEqual([["text"]]);
});

test("a command without a recording is refused by its name", async () => {
  await expect(browser({}).invoke("sing")).rejects.toMatchObject({
    kind: "notRecorded",
    detail: "Nothing is recorded for the command sing.",
  });
});

test("whatever is thrown becomes an error with a headline and a remedy", () => {
  const known = { kind: "refused", headline: "AGS refused", detail: "401", remedy: "Check the secret.", problems: [] };
  expect(asHostError(known)).toBe(known);
  expect(asHostError("command sing not found")).toMatchObject({ kind: "unexpected", detail: "command sing not found" });
  expect(asHostError(new Error("x"))).toMatchObject({ kind: "unexpected", detail: "x" });
  expect(asHostError({ kind: "half" }).kind).toBe("unexpected");
});
