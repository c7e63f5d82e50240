export { homeOfRole } from './role-home.js';
export { signOut } from './sign-in.js';
export { SignInForm } from './sign-in-form.js';
export { useViewer, type Viewer } from './use-viewer.js';
