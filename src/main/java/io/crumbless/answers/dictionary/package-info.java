/**
 * The data dictionary: what the columns of a warehouse mean, from the policy, for people, for browsers and for dbt. Begin with
 * {@link io.crumbless.answers.dictionary.DictionaryDocument}.
 */
@NullMarked
package io.crumbless.answers.dictionary;

import org.jspecify.annotations.NullMarked;
