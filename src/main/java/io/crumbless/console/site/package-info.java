/** The console put together: all of its pages. A new page is listed in {@link io.crumbless.console.site.Site}. */
@NullMarked
package io.crumbless.console.site;

import org.jspecify.annotations.NullMarked;
