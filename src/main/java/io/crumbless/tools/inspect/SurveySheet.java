package io.crumbless.tools.inspect;

import java.util.Collection;
import java.util.Set;

/**
 * Recognises the columns that survey tools add to the answers of a respondent. A sheet with such columns holds answers,
 * in which "no" is a genuine answer.
 */
public final class SurveySheet {
    /** Columns that describe the sheet, the device or the participant, and are not answers. */
    private static final Set<String> BESIDE_ANSWERS = Set.of(
            ("start_date end_date status ip_address ipaddress ip ipaddr progress duration duration_in_seconds duration_seconds finished"
                            + " recipient_last_name recipient_first_name recipient_email location_latitude"
                            + " location_longitude distribution_channel user_language q_recaptcha_score token last_page"
                            + " lastpage start_language seed network_id respondent_id collector_id tags landed_at referer refurl"
                            + " browser completed response_type start_date_utc stage_date_utc submit_date_utc startdate enddate submitdate datestamp startlanguage"
                            + " interviewtime email email_address first_name last_name firstname lastname name custom_1"
                            + " form_version survey_version")
                    .split(" "));

    /** Columns that may say which responses count. */
    private static final Set<String> MAY_DECIDE =
            Set.of("status", "finished", "completed", "progress", "response_type", "form_version", "survey_version");

    /** Column names that hardly any other program writes, including those for response ids and times. */
    private static final Set<String> SIGNS =
            Set.of(("submitdate lastpage last_page startlanguage start_language interviewtime response_id recorded_date"
                            + " recipient_email user_language distribution_channel duration_in_seconds q_recaptcha_score"
                            + " collector_id respondent_id network_id landed_at submission_id submit_date_utc")
                    .split(" "));

    /** Columns with the time spent on a question or question group, as written by LimeSurvey. */
    private static final String TIMING = "groupTime\\d+|.+Time";

    private static final int FEWEST_SIGNS = 2;

    private SurveySheet() {}

    /** Whether a column was added by the survey tool. */
    public static boolean isBesideAnswers(String column) {
        return BESIDE_ANSWERS.contains(plain(column));
    }

    /** Whether a column added by the survey tool may say which responses count. */
    public static boolean mayDecide(String column) {
        return MAY_DECIDE.contains(plain(column));
    }

    /**
     * Whether a column holds the time spent on one of the questions.
     *
     * @param columns the columns of the sheet
     */
    public static boolean isTiming(String column, Collection<String> columns) {
        String question = column.replaceFirst("Time$", "");
        return column.matches(TIMING)
                && columns.contains("interviewtime")
                && (column.startsWith("groupTime")
                        || columns.stream().anyMatch(one -> one.equals(question) || one.startsWith(question + "[")));
    }

    /** The normalised name; a nested field is not a column of a sheet. */
    private static String plain(String column) {
        return ColumnRole.plain(column.replace('.', '_'));
    }

    /** Whether the columns are those of a survey sheet. */
    static boolean isOne(Collection<String> columns) {
        return columns.stream()
                        .map(SurveySheet::plain)
                        .filter(SIGNS::contains)
                        .distinct()
                        .count()
                >= FEWEST_SIGNS;
    }
}
