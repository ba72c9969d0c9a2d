/**
 * Reports about nights and policies: the report of a night, the record of processing activities, the effect of another
 * policy. Counts and hashes; no person. Begin with {@link io.crumbless.answers.report.NightReportDocument}.
 */
@NullMarked
package io.crumbless.answers.report;

import org.jspecify.annotations.NullMarked;
