import { useCallback } from "react";
import { create } from "zustand";

interface ActingRoleStore {
  readonly roleByConnection: Readonly<Record<string, string>>;
  readonly setRole: (connectionId: string, role: string | null) => void;
}

/** As which role this window submits, approves and applies; kept with the workspace. */
export const useActingRoles = create<ActingRoleStore>()((set) => ({
  roleByConnection: {},
  setRole: (connectionId, role) =>
    set((state) => {
      const { [connectionId]: _old, ...others } = state.roleByConnection;
      return { roleByConnection: role === null ? others : { ...others, [connectionId]: role } };
    }),
}));

/** The acting role of one connection; null when none was chosen. */
export function useActingRole(connectionId: string | null): {
  readonly role: string | null;
  readonly setRole: (role: string | null) => void;
} {
  const role = useActingRoles((state) => (connectionId ? (state.roleByConnection[connectionId] ?? null) : null));
  const setRole = useCallback(
    (next: string | null) => {
      if (connectionId) useActingRoles.getState().setRole(connectionId, next);
    },
    [connectionId],
  );
  return { role, setRole };
}
