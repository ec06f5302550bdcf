import { expect, test } from "vitest";
import { emptyForm } from "./form";
import { problemsOf, readClaims, twiceNamed } from "./problems";

const refused = (...problems: [key: string, what: string, remedy: string][]) => ({
  kind: "environment",
  headline: "The environment was not saved.",
  detail: "",
  remedy: "Change these fields.",
  problems: problems.map(([key, what, remedy]) => ({ key, what, remedy })),
});

test("each problem of a refusal finds the field that it names", () => {
  const form = { ...emptyForm(), headers: [{ id: 0, name: "Cookie", value: "a=b" }] };
  const { problems, rest } = problemsOf(
    refused(
      ["name", "is empty", "Write something."],
      ["urls.ags", "is not https: secrets and tokens would travel in the open", "Use https."],
      ["headers.Cookie", "carries a credential", "Remove it."],
    ),
    form,
  );
  expect(problems).toEqual({
    "name": "Is empty. Write something.",
    "urls.ags": "Is not https: secrets and tokens would travel in the open. Use https.",
    "headers.Cookie": "Carries a credential. Remove it.",
  });
  expect(rest).toMatchObject({ headline: "The environment was not saved.", detail: "", problems: [] });
});

test("problems inside the claims are told at the claims with their names", () => {
  const inside = "operator-jwt.claims.";
  const { problems } = problemsOf(
    refused([`${inside}exp`, "has no value", "Leave the claim out."], [`${inside}a.b`, "has no value", "Leave it out."]),
    emptyForm(),
  );
  expect(problems).toEqual({
    "operator-jwt.claims": "exp has no value. Leave the claim out. a.b has no value. Leave it out.",
  });
});

test("what names no field of the form stays with the whole", () => {
  const { problems, rest } = problemsOf(
    refused(["headers.X-Gone", "is odd", "Remove it."], ["", "the file is no TOML", "Mend it."]),
    emptyForm(),
  );
  expect(problems).toEqual({});
  expect(rest.detail).toBe("headers.X-Gone is odd. Remove it. The file is no TOML. Mend it.");
});

test("claims are a JSON object or nothing", () => {
  expect(readClaims(" ")).toEqual({ claims: {} });
  expect(readClaims('{"a": 1}')).toEqual({ claims: { a: 1 } });
  for (const wrong of ["[1]", "null", "{", '"a"']) expect(readClaims(wrong)).toHaveProperty("problem");
});

test("a header that stands there twice is told, whatever its case", () => {
  const headers = ["X-A", "x-a", "X-B", "", ""].map((name, id) => ({ id, name, value: "1" }));
  expect(Object.keys(twiceNamed({ ...emptyForm(), headers }))).toEqual(["headers.x-a"]);
});

test("what the file says as a key, the form says as its box", () => {
  const { problems } = problemsOf(refused(["urls.ags", "is not https", "Use https, or set allow-http = true when this is a lab."]), emptyForm());
  expect(problems["urls.ags"]).toBe("Is not https. Use https, or choose “Allow http” when this is a lab.");
});
