/**
 * The data dictionary: the meaning of the columns of a warehouse, from the policy, for people, for browsers and for
 * dbt. Begin with {@link io.crumbless.answers.dictionary.DictionaryDocument}.
 */
@NullMarked
package io.crumbless.answers.dictionary;

import org.jspecify.annotations.NullMarked;
