/**
 * Pages of the register of requests: the list, the entry form, and one request with its history and next steps. All use
 * {@code night.request.RequestDesk}, like the commands.
 */
@NullMarked
package io.crumbless.console.requests;

import org.jspecify.annotations.NullMarked;
