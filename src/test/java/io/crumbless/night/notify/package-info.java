/** Notifications. */
@NullMarked
package io.crumbless.night.notify;

import org.jspecify.annotations.NullMarked;
