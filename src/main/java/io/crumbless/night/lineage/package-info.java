/**
 * Reports to data catalogues that a night begins and how it ended, as OpenLineage defines it. Begin with
 * {@link io.crumbless.night.lineage.LiveLineage}.
 */
@NullMarked
package io.crumbless.night.lineage;

import org.jspecify.annotations.NullMarked;
