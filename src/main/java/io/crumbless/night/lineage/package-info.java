/** Sends OpenLineage events of nights to data catalogues. Begin with {@link io.crumbless.night.lineage.LiveLineage}. */
@NullMarked
package io.crumbless.night.lineage;

import org.jspecify.annotations.NullMarked;
