import { Select } from "../../ui/controls/select.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import "./role-select.css";
import { useRole } from "./use-role.ts";

interface RoleSelectProps {
  readonly connectionId: string;
  /** A role to name as the author in the list. */
  readonly author?: string | undefined;
}

/** As whom this window submits, approves and applies: a login role, and the server checks what it may. */
export function RoleSelect({ connectionId, author }: RoleSelectProps) {
  const { role, roles, error, setRole } = useRole(connectionId);
  if (error) return <ErrorPanel error={error} isCompact />;
  return (
    <span className="role-select">
      <span className="role-select-label">Acting as</span>
      <Select
        label="Acting role"
        isLabelHidden
        value={role}
        placeholder="reading roles"
        options={roles.map((name, index) => ({
          value: name,
          label: name,
          description:
            name === author ? "author of this request" : index === 0 ? "the connection's own role" : undefined,
        }))}
        onChange={setRole}
        isDisabled={roles.length < 2}
      />
    </span>
  );
}
