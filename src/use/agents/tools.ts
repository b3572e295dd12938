import * as vscode from 'vscode';
import { Problem } from '../../model/problem.ts';
import { unexpected } from '../../model/problems.ts';
import { callTool } from './callTool.ts';
import { checkTool } from './checkTool.ts';
import { describeTool } from './describeTool.ts';
import { listTool } from './listTool.ts';
import type { AgentParts } from './register.ts';
import type { ToolInputs, ToolName } from './toolNames.ts';

/** A tool, as its own file makes it: it gives a value, which is said as JSON. */
export interface Tool<Input> {
  prepare(input: Input): Promise<vscode.PreparedToolInvocation>;
  run(input: Input, token: vscode.CancellationToken): Promise<unknown>;
}

export type Tools = { [Name in ToolName]: vscode.LanguageModelTool<ToolInputs[Name]> };

/** Makes the tools. What goes wrong is told to the model in the words of a problem, with its code and what to do next. */
export function createTools(of: AgentParts): Tools {
  return {
    list: asEditorsTool(of, listTool(of)),
    check: asEditorsTool(of, checkTool(of)),
    describe: asEditorsTool(of, describeTool(of)),
    call: asEditorsTool(of, callTool(of)),
  };
}

function asEditorsTool<Input>({ parts }: AgentParts, { prepare, run }: Tool<Input>): vscode.LanguageModelTool<Input> {
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      const problem = error instanceof Problem ? error : unexpected(error);
      if (problem !== error) parts.log.error('A tool for agents failed', error);
      throw new Error(`${problem.message} ${problem.remedy} (${problem.code})`);
    }
  };
  return {
    prepareInvocation: ({ input }) => told(() => prepare(input)),
    invoke: ({ input }, token) =>
      told(async () => {
        const value = await run(input, token);
        return new vscode.LanguageModelToolResult([
          new vscode.LanguageModelTextPart(JSON.stringify(value, undefined, 1)),
        ]);
      }),
  };
}
