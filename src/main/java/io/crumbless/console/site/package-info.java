/** The list of all pages of the console, {@link io.crumbless.console.site.Site}. */
@NullMarked
package io.crumbless.console.site;

import org.jspecify.annotations.NullMarked;
