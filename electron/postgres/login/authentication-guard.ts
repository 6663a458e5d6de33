import type { ChannelBinding, PasswordMethods } from "../../../shared/connections/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";

/** What a login may and may not do. */
export interface AuthenticationRules {
  readonly channelBinding: ChannelBinding;
  readonly passwordMethods: PasswordMethods;
  readonly isEncrypted: boolean;
  /** Whether the server proved by its certificate who it is, or can only be this machine. */
  readonly isVerified: boolean;
  readonly hasPassword: boolean;
}

/** Postgres' own default; fewer make a stolen exchange cheap to guess, which is what a rogue server is after. */
const leastIterations = 4096;
const plus = "SCRAM-SHA-256-PLUS";

/**
 * Watches the server's AuthenticationRequests (protocol documentation, section 54.7) before the driver sees them, and
 * throws AppError `authenticationFailed` before anything that depends on the password is sent to a server that
 * should not get it. libpq's counterparts are `require_auth` and `channel_binding`.
 */
export class AuthenticationGuard {
  private readonly rules: AuthenticationRules;
  private stage: "start" | "scram" | "proven" = "start";
  private isBound = false;

  constructor(rules: AuthenticationRules) {
    this.rules = rules;
  }

  /** `body` is the message without type and length: a code, then what belongs to it. */
  check(body: Buffer): void {
    switch (body.readInt32BE(0)) {
      case 0:
        return this.checkWelcome();
      case 3:
        return this.checkWeak("in clear text");
      case 5:
        return this.checkWeak("as an MD5 hash");
      case 10:
        return this.checkMechanisms(body.toString("latin1", 4).split("\0").filter(Boolean));
      case 11:
        return this.checkIterations(body.toString("latin1", 4));
      case 12:
        this.stage = "proven";
        return;
      default:
        throw refusal("The server asks for a login method that Steward does not know (Kerberos, GSSAPI or SSPI).", {
          hint: "Ask for a role that logs in with a password (scram-sha-256 in pg_hba.conf) or with a client certificate.",
        });
    }
  }

  private checkWelcome(): void {
    if (this.stage === "scram")
      throw refusal("The server ended the login without proving that it knows the password.", {
        hint: "It may not be the server you mean. Check host and network before you try again.",
      });
    if (this.rules.channelBinding === "require" && !this.isBound)
      throw refusal("The server let the role in without channel binding, which this connection requires.", bindingHint);
  }

  private checkWeak(how: string): void {
    this.checkPassword();
    if (this.rules.channelBinding === "require")
      throw refusal(
        `The server asks for the password ${how}, and this connection requires channel binding.`,
        bindingHint,
      );
    if (this.rules.passwordMethods === "scram")
      throw refusal(`The server asks for the password ${how}. This connection answers to SCRAM only.`, {
        hint: "Set password_encryption to scram-sha-256 on the server and give the role its password anew, or allow older methods for this connection.",
      });
    if (!this.rules.isVerified)
      throw refusal(`The server asks for the password ${how}, and it is not verified.`, {
        hint: "Use TLS with verify-full, or set password_encryption to scram-sha-256 on the server.",
      });
  }

  private checkMechanisms(offered: readonly string[]): void {
    this.checkPassword();
    this.stage = "scram";
    this.isBound = this.rules.isEncrypted && this.rules.channelBinding !== "disable" && offered.includes(plus);
    if (this.rules.channelBinding === "require" && !this.isBound)
      throw refusal("The server offers no channel binding, which this connection requires.", bindingHint);
  }

  private checkIterations(challenge: string): void {
    const iterations = Number(/(?:^|,)i=(\d+)/.exec(challenge)?.[1] ?? 0);
    if (iterations >= leastIterations || this.rules.isVerified) return;
    throw refusal(`The server asks for a password proof of only ${iterations} rounds, and it is not verified.`, {
      hint: `A server that wants to guess passwords asks for few. Use TLS with verify-full, or set scram_iterations to at least ${leastIterations} there.`,
    });
  }

  private checkPassword(): void {
    if (this.rules.hasPassword) return;
    throw refusal("The server asks for a password, and none is saved for this host, port, user and database.", {
      hint: "Change the connection and type its password.",
    });
  }
}

const bindingHint = {
  hint: "Channel binding needs TLS to the server itself and SCRAM. A proxy that ends TLS in between cannot offer it: if you trust it, set channel binding to “prefer”.",
};

function refusal(message: string, details: { readonly hint: string }): AppError {
  return new AppError("authenticationFailed", message, details);
}
