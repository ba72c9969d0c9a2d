/**
 * Who may do what in the console: the one-time token, the proxy whose header is believed, users with their roles, sessions,
 * and what bounds searches. Begin with {@link io.crumbless.console.access.Sessions}.
 */
@NullMarked
package io.crumbless.console.access;

import org.jspecify.annotations.NullMarked;
