package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: what takes away reaches a person in every spelling of the id; what gives is joined exactly. */
@Tag("night")
class SpellingsNightTest {
    private static final LocalDate NEXT = NIGHT.plusDays(1);
    private static final String PROFILES = "select subject_id from $profiles order by 1";
    private static final String FATES =
            "select subject_id, action, fate, value is null from $declarations order by 1, 2";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void begin() {
        job = new TestingJob(folder);
    }

    private static String green(String subject) {
        return declares("d-" + subject, subject, "language", "de", "service_messages", "2026-11-20T10:00:00Z");
    }

    private static String notAnyLonger(String subject, String at) {
        return withdraws("w-" + subject, "\"" + subject + "\"", "language", "", at);
    }

    @ParameterizedTest
    @CsvSource({
        "C-2, c-2",
        "c-2, C-2",
        "C-2, C-\uFEFF2",
        "C-2, C-2\u00A0",
        "C-2, \uFF23-2",
        "C-2, C-\u200B2",
        "7, 07",
        "007, 7",
        "7, 7.0",
        "12345, 1.2345E4",
        "\u200BC-2, C-2"
    })
    void aWithdrawalReachesThePersonInAnotherSpelling(String delivered, String withdrawn) {
        job.declared(NIGHT, green(delivered), green("C-22"), notAnyLonger(withdrawn, "2026-11-21T10:00:00Z"));

        RunReport night = job.run();

        assertThat(job.query(PROFILES)).containsExactly("C-22");
        assertThat(job.query(FATES))
                .contains(delivered + "|declare|withdrawn|true", withdrawn + "|withdraw|in_force|true");
        assertThat(night.notices())
                .contains("1 person was reached by withdrawals that spell the id otherwise (docs/reference/ids.md)")
                .noneMatch(notice -> notice.contains("matched nobody"));
    }

    @Test
    void aWithdrawalOfAnEarlierNightReachesWhoeverComesLater() {
        job.declared(NIGHT, notAnyLonger("c-2", "2026-11-21T10:00:00Z"));
        assertThat(job.run().notices()).contains("1 withdrawal of source 'store' matched nobody");

        job.declared(NEXT, green("C-2"));
        assertThat(job.run(NEXT).notices()).noneMatch(notice -> notice.contains("matched nobody"));

        assertThat(job.query(PROFILES)).isEmpty();
        assertThat(job.query(FATES)).containsExactly("C-2|declare|withdrawn|true", "c-2|withdraw|in_force|true");
    }

    /** The denial wins, since it is unknown which of them withdrew. */
    @Test
    void ofTwoPeopleOfOneKeyBothAreReached() {
        job.declared(NIGHT, green("C-2"), green("c-2"), notAnyLonger("C-2", "2026-11-21T10:00:00Z"));

        job.run();

        assertThat(job.query(PROFILES)).isEmpty();
    }

    @Test
    void whatIsDeclaredLaterStands() {
        job.declared(NIGHT, green("C-2"), notAnyLonger("c-2", "2026-11-19T10:00:00Z"));

        job.run();

        assertThat(job.query(PROFILES)).containsExactly("C-2");
    }

    /** Ids of some systems differ by case alone. */
    @Test
    void declarationsOfTwoSpellingsAreOfTwoPeople() {
        job.declared(NIGHT, green("C-2"), green("c-2"), green("7"), green("07"), green("C-9"), green("77"));

        List<String> told = job.run().notices();

        assertThat(job.query(PROFILES)).containsExactly("07", "7", "77", "C-2", "C-9", "c-2");
        assertThat(told)
                .anyMatch(notice -> notice.startsWith("2 ids were delivered in more than one spelling, each of"));
    }

    @Test
    void idsOfOneStyleAreNotTakenForSpellings() {
        job.declared(NIGHT, green("C-2"), green("C-3"), green("0007"), green("0070"));

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("more than one spelling"));
    }

    @Test
    void aProvidedValueIsReachedToo() {
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-2,login,2026-11-01T08:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T08:00:00Z,typed\n");
        job.declared(NIGHT, green("C-1"));
        job.run();
        List<String> before = job.query(PROFILES);

        job.declared(NEXT, withdraws("w1", "c-2", "*", "", "2026-11-21T10:00:00Z"));
        job.run(NEXT);

        assertThat(before).containsExactly("C-1", "C-2");
        assertThat(job.query(PROFILES)).containsExactly("C-1");
    }

    /** Where the job says what its ids ignore, they are joined by what is left, also with what the log holds already. */
    @Test
    void idsAreJoinedByWhatTheJobSaysTheyDoNotIgnore() throws IOException {
        job.declared(NIGHT, green("C-2"));
        job.run();
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + "ids: { ignore: [case, leading-zeros, point-zero, invisible] }\n"
                        + "cookie-ids: { ignore: [case, invisible] }\n");
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nCK1,007.0,login,2026-11-01T08:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1\u200b,form_language_de,2026-11-01T08:00:00Z,typed\n");
        job.declared(
                NEXT,
                declares("d1", "c-2", "language", "fr", "service_messages", "2026-11-21T10:00:00Z"),
                declares("d2", "\ufeff7", "preferred_channel", "post", "service_messages", "2026-11-21T10:00:00Z"),
                declares("d3", "c-3", "horoscope", "post", "service_messages", "2026-11-21T10:00:00Z"),
                green("C-3"));

        job.run(NEXT);

        assertThat(job.query("select subject_id, language from $profiles order by 1"))
                .containsExactly("7|de", "c-2|fr", "c-3|de");
        assertThat(job.query("select subject_id, declaration_id, fate from $declarations order by 1, 2"))
                .contains("c-2|d-C-2|superseded", "c-2|d1|in_force");
        assertThat(job.query("select distinct subject_id from $refusals")).containsExactly("c-3");
    }

    /** Cookies are joined exactly too; affected rows are reported. */
    @Test
    void aCookieLinkedInAnotherSpellingIsReported() {
        job.write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\nck1,C-1,login,2026-11-01T08:00:00Z\n"
                                + "ck2,C-2,login,2026-11-01T08:00:00Z\nCK2,C-3,login,2026-11-01T08:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1\u200b,form_language_de,2026-11-01T08:00:00Z,typed\n"
                                + "ck1,form_language_de,2026-11-01T08:00:00Z,typed\n"
                                + "Ck1,form_language_de,2026-11-01T08:00:00Z,typed\n");

        List<String> told = job.run().notices();

        assertThat(told)
                .anyMatch(notice -> notice.startsWith("1 cookie id was linked in more than one spelling;"))
                .anyMatch(
                        notice -> notice.startsWith("2 legacy rows name a cookie that is linked in another spelling"));
        assertThat(job.query(PROFILES)).containsExactly("C-1");
    }

    @Test
    void aSourceSaysForItself() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "    delivers: increment\n",
                                "    delivers: increment\n    ids: { ignore: [leading-zeros] }\n"));
        job.declared(NIGHT, green("007"), green("C-2"));

        job.run();

        assertThat(job.query(PROFILES)).containsExactly("7", "C-2");
    }

    @Test
    void anErasureIsBookedAsHonouredWhateverSpellingItFound() {
        job.declared(NIGHT, green("705.0"), green("C-2"));
        job.write(
                "erasures.csv",
                "subject_id,requested_at,reason\n705,2026-11-21T08:00:00Z,x\nc-2,2026-11-21T08:00:00Z,x\n9,2026-11-21T08:00:00Z,x\n");

        RunReport night = job.run();

        assertThat(job.query(PROFILES)).isEmpty();
        assertThat(night.notices())
                .contains(
                        "1 erasure request of source 'requests' matched nobody",
                        "2 people were erased on requests that spell their ids otherwise (docs/reference/ids.md)");
    }

    @Test
    void theErasedDoNotComeBackInAnotherSpelling() {
        job.declared(NIGHT, green("705"), green("C-3"));
        job.write("erasures.csv", "subject_id,requested_at,reason\n705,2026-11-21T08:00:00Z,x\n");
        job.run();
        job.write("erasures.csv", "subject_id,requested_at,reason\n");

        job.declared(NEXT, green("705.0"), green("0705"), green("7.05e2"), green("\u200B705"));
        job.run(NEXT);

        assertThat(job.query(PROFILES)).containsExactly("C-3");
    }
}
