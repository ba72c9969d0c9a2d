/**
 * Pages of the register of requests: the list, entering one, one with its history and what may be done next. All go through
 * {@code night.request.RequestDesk}, as the commands do.
 */
@NullMarked
package io.crumbless.console.requests;

import org.jspecify.annotations.NullMarked;
