/**
 * What follows once a snapshot's datasets lie in the staging, whichever engine put them there: books, guards, evidence, audit,
 * pointer. Begin with {@link io.crumbless.night.publish.Gathered}.
 */
@NullMarked
package io.crumbless.night.publish;

import org.jspecify.annotations.NullMarked;
