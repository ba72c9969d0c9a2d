/**
 * Serves the console's pages over HTTP with Jetty, which is used nowhere else. Begin with {@link
 * io.crumbless.console.server.ConsoleHandler}, which states the order of checks.
 */
@NullMarked
package io.crumbless.console.server;

import org.jspecify.annotations.NullMarked;
