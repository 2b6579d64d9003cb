/** A path with `/` between its folders, as trees and records name places whatever the platform is. */
export const slashes = (path: string): string => path.replaceAll('\\', '/');
