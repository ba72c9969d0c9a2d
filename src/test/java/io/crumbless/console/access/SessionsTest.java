package io.crumbless.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingClock;
import io.crumbless.night.job.ConsoleRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SessionsTest {
    private final Sessions sessions = new Sessions(
            new TestingClock(() -> Instant.parse("2026-11-23T08:00:00Z")), Duration.ofMinutes(15), Duration.ofHours(8));

    private String open(String user) {
        return sessions.open(new User(user, Set.of(ConsoleRole.VIEWER)), "en").id();
    }

    /** Text entered about a person is kept only until it is shown again. */
    @Test
    void aFormThatIsOldIsForgotten() {
        EndedSessions ended = new EndedSessions();
        User anna = new User("anna", Set.of(ConsoleRole.VIEWER));
        Instant now = Instant.parse("2026-11-23T08:00:00Z");
        Session session = new Session(anna, now, "en");
        ended.add("1", session, now);
        ended.keep("1", session.csrf(), new KeptForm("/a", Map.of(), KeptForm.Reason.SESSION, now));

        ended.add("2", new Session(anna, now, "en"), now.plus(KeptForm.KEPT_FOR));

        assertThat(ended.take("1", anna, now))
                .hasValueSatisfying(one -> assertThat(one.form()).isNull());
    }

    /** As a browser without cookies does, with each page. */
    @Test
    void whoOpensManySessionsEndsTheirOwnAlone() {
        String anna = open("anna");
        String first = open("ben");
        for (int i = 0; i < 2000; i++) {
            open("ben");
        }

        assertThat(sessions.use(anna)).isPresent();
        assertThat(sessions.use(first)).isEmpty();
        assertThat(sessions.size()).isLessThan(100);
    }
}
