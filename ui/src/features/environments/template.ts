// What a code made by a template would hold, with a session token of the documents in it.

/** The example of AGS, *Requesting a session token*. */
export const exampleToken = "abc3fj6sdehd529ng33dg";

const place = "{sessionToken}";

export interface Preview {
  holds: string;
  /** How the token is written there: as it is, percent-encoded, or escaped as in JSON. */
  shape: "text" | "url" | "json";
}

/** Undefined when the template does not say exactly once where the token goes. */
export function previewOf(template: string): Preview | undefined {
  const parts = template.split(place);
  if (parts.length !== 2) return undefined;
  const holds = parts.join(exampleToken);
  return { holds, shape: shapeOf(holds) };
}

function shapeOf(holds: string): Preview["shape"] {
  if (/^\s*[[{]/.test(holds)) {
    try {
      JSON.parse(holds);
      return "json";
    } catch {
      return "text";
    }
  }
  const address = /:\/\//.test(holds) || /:.*[?#]/.test(holds);
  return address && !/\s/.test(holds) && URL.canParse(holds) ? "url" : "text";
}
