export const captionsStyle = `
.hovle-captions table { width: 100%; table-layout: fixed; }
.hovle-captions th.picture { width: 84px; }
.hovle-captions th.name { width: 28%; }
.hovle-captions th button { font-weight: 600; text-align: left; padding: 1px 6px; }
.hovle-captions .thumbnail { display: block; width: 72px; height: 48px; }
.hovle-captions .thumbnail img { max-width: 100%; max-height: 100%; display: block; }
.hovle-captions .scrolled { max-height: 520px; }
.hovle-captions thead th { position: sticky; top: 0; background: var(--vscode-notebook-outputContainerBackgroundColor, var(--vscode-editor-background)); }
@media (max-width: 480px) {
  .hovle-captions th.picture { width: 56px; }
  .hovle-captions .thumbnail { width: 48px; height: 36px; }
}
`;
