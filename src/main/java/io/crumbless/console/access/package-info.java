/**
 * Authentication and authorisation of the console: the one-time token, the trusted proxy, users with their roles,
 * sessions, and limits of searches. Begin with {@link io.crumbless.console.access.Sessions}.
 */
@NullMarked
package io.crumbless.console.access;

import org.jspecify.annotations.NullMarked;
