/** The bundler writes the styles that a webview imports into a file of their own. */
declare module '*.css';
