/**
 * Serves the console's pages over HTTP with Jetty, which is used nowhere else: who asks, from where, under which host name,
 * with which session. Begin with {@link io.crumbless.console.server.ConsoleHandler}, which states in which order.
 */
@NullMarked
package io.crumbless.console.server;

import org.jspecify.annotations.NullMarked;
