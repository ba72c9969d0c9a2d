/** Lineage while nights run. */
@NullMarked
package io.crumbless.night.lineage;

import org.jspecify.annotations.NullMarked;
