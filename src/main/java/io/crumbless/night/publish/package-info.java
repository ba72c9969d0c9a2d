/**
 * What follows once any engine has written the datasets of a snapshot into the staging: books, guards, evidence, audit,
 * pointer. Begin with {@link io.crumbless.night.publish.Gathered}.
 */
@NullMarked
package io.crumbless.night.publish;

import org.jspecify.annotations.NullMarked;
