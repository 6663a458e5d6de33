import { HeartPulse, Search, Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { visibleName } from "../../ui/display/visible-name.ts";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import { firstLine, outcomeOf } from "./advice-words.ts";
import "./adviser.css";
import { type AdviceQuestion, useAdviser } from "./adviser-store.ts";

interface AdviserSidebarProps {
  /** What else Health may look at. */
  readonly choice: ReactNode;
  readonly onShowFindings: () => void;
}

/** What was asked in this window, and the way back to the findings. */
export function AdviserSidebar({ choice, onShowFindings }: AdviserSidebarProps) {
  const { questions, selectedId, select } = useAdviser();
  return (
    <nav className="adviser-sidebar" aria-label="Health">
      <SidebarHead title="Health" />
      {choice}
      <SidebarItem icon={Sparkles} label="Index adviser" isSelected onPress={() => undefined} />
      <SidebarItem icon={HeartPulse} label="All findings" isSelected={false} onPress={onShowFindings} />
      {questions.length > 0 && <SidebarLabel>Asked in this window</SidebarLabel>}
      {questions.map((question) => (
        <SidebarItem
          key={question.id}
          icon={Search}
          label={question.sql === null ? "The workload" : visibleName(firstLine(question.sql))}
          title={question.sql === null ? undefined : visibleName(question.sql)}
          hint={hintOf(question)}
          isSelected={question.id === selectedId}
          onPress={() => select(question.id)}
        />
      ))}
    </nav>
  );
}

function hintOf({ answer, workload, error }: AdviceQuestion): string {
  if (error !== null) return error.code === "cancelled" ? "cancelled" : "failed";
  const found = answer ?? workload;
  return found === null ? "…" : outcomeOf(found);
}
