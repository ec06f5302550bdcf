import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { axeFindings } from "../../../tests/axe";
import SecretInput from "./SecretInput.svelte";

afterEach(() => vi.useRealTimers());

function show() {
  render(SecretInput, { "aria-label": "Operator secret" });
  return screen.getByLabelText<HTMLInputElement>("Operator secret");
}

test("it is masked and nobody is asked to keep or check it", () => {
  const input = show();
  expect(input).toHaveAttribute("type", "password");
  expect(input).toHaveAttribute("autocomplete", "off");
  expect(input).toHaveAttribute("spellcheck", "false");
});

test("a secret can be pasted", async () => {
  const input = show();
  const user = userEvent.setup();
  await user.click(input);
  await user.paste("c2VjcmV0");
  expect(input).toHaveValue("c2VjcmV0");
});

test("it can be looked at for ten seconds", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const input = show();
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(screen.getByRole("button", { name: "Show for 10 seconds" }));
  expect(input).toHaveAttribute("type", "text");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(input).toHaveAttribute("type", "password");
});

test("axe finds nothing", async () => {
  show();
  expect(await axeFindings()).toEqual([]);
});
