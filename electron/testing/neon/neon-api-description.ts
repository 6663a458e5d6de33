import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2019, type ValidateFunction } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { z } from "zod";

/** What of a message between client and server Neon's API description has rules for. */
export interface DescribedExchange {
  readonly method: string;
  readonly template: string | null;
  readonly requestBody: unknown;
  readonly status: number;
  readonly body: unknown;
}

type Schema = Readonly<Record<string, unknown>>;
const objectSchema = z.record(z.string(), z.unknown());

/**
 * Neon's own description of its API, read from the installed client: it says what a request and an answer look like.
 * Stricter than the description in one way: an answer has no field that it does not name.
 */
export class NeonApiDescription {
  private readonly document: Schema;
  private readonly ajv = new Ajv2019({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor() {
    const file = createRequire(import.meta.url).resolve("@neondatabase/api-client/public-v2-for-users.gen.yaml");
    this.document = objectSchema.parse(parse(readFileSync(file, "utf8")));
    addFormats.default(this.ajv);
    // Numbers of seconds and the like; a client reads them as numbers.
    for (const name of ["int", "float", "double"]) this.ajv.addFormat(name, { type: "number", validate: () => true });
  }

  /** Method and path template of every operation. */
  operations(): readonly string[] {
    return Object.entries(this.at("paths")).flatMap(([path, methods]) =>
      Object.keys(objectSchema.parse(methods))
        .filter((method) => ["get", "post", "put", "patch", "delete"].includes(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /** What of the exchange does not fit, as sentences. */
  findProblems({ method, template, requestBody, status, body }: DescribedExchange): readonly string[] {
    const label = `${method} ${template} -> ${status}`;
    const operation = template === null ? undefined : this.at("paths", template)[method.toLowerCase()];
    if (operation === undefined)
      return status === 404 || status === 401 ? [] : [`${label}: there is no such operation`];
    const described = objectSchema.parse(operation);
    const answer = this.answerSchema(described, status);
    const problems = answer === undefined ? [`${label}: no such status`] : this.validate(label, answer, body);
    // A refused request need not fit; one that was served must.
    const asked = status < 300 && requestBody !== undefined ? bodySchema(this.resolve(described.requestBody)) : null;
    return [...problems, ...(asked ? this.validate(`${label} (request)`, asked, requestBody) : [])];
  }

  /** The schema of an answer; null for one without a body. Errors have one form for all operations. */
  private answerSchema(operation: Schema, status: number): Schema | null | undefined {
    const responses = objectSchema.parse(operation.responses);
    const own = responses[String(status)];
    if (own !== undefined) return bodySchema(this.resolve(own));
    return status >= 400 ? bodySchema(this.resolve(responses.default)) : undefined;
  }

  private validate(label: string, schema: Schema | null, value: unknown): readonly string[] {
    if (schema === null) return value === undefined ? [] : [`${label}: a body where none belongs`];
    const key = JSON.stringify(schema) + label.includes("(request)");
    const validator = this.validators.get(key) ?? this.ajv.compile(this.toStrict(schema, label.includes("(request)")));
    this.validators.set(key, validator);
    if (validator(value)) return [];
    const unknownField = ({ params }: { readonly params: Record<string, unknown> }) => params.unevaluatedProperty ?? "";
    return (validator.errors ?? []).map((error) =>
      `${label}: ${error.instancePath || "/"} ${error.message ?? ""} ${unknownField(error)}`.trim(),
    );
  }

  /** References put in place, `nullable` as JSON Schema has it, and objects that take no further field. */
  private toStrict(schema: Schema, isOpen: boolean): Schema {
    const resolved = this.resolve(schema);
    const { allOf, properties, items, nullable, ...rest } = resolved;
    const members = z.array(objectSchema).optional().parse(allOf);
    const fields = objectSchema.optional().parse(properties);
    const isClosed =
      !isOpen && (members !== undefined || fields !== undefined) && rest.additionalProperties === undefined;
    return {
      ...rest,
      ...(nullable === true ? { type: [rest.type, "null"] } : {}),
      ...(members ? { allOf: members.map((member) => this.toStrict(member, true)) } : {}),
      ...(fields
        ? {
            properties: Object.fromEntries(
              Object.entries(fields).map(([name, field]) => [name, this.toStrict(objectSchema.parse(field), false)]),
            ),
          }
        : {}),
      ...(items === undefined ? {} : { items: this.toStrict(objectSchema.parse(items), false) }),
      ...(typeof rest.additionalProperties === "object"
        ? { additionalProperties: this.toStrict(objectSchema.parse(rest.additionalProperties), false) }
        : {}),
      ...(isClosed ? { unevaluatedProperties: false } : {}),
    };
  }

  private resolve(value: unknown): Schema {
    const schema = objectSchema.parse(value);
    const reference = schema.$ref;
    if (typeof reference !== "string") return schema;
    return this.resolve(this.at(...reference.replace(/^#\//, "").split("/")));
  }

  private at(...path: readonly string[]): Schema {
    let found: unknown = this.document;
    for (const step of path) found = objectSchema.parse(found)[step] ?? {};
    return objectSchema.parse(found);
  }
}

function bodySchema(message: Schema): Schema | null {
  const content = objectSchema.optional().parse(message.content);
  const json = objectSchema.optional().parse(content?.["application/json"]);
  return objectSchema.optional().parse(json?.schema) ?? null;
}
