package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody is contacted who did not tell the date, agree to the purpose and choose the channel. */
@Tag("unit")
class ContactWindowsTest {
    private final TestingShop shop = new TestingShop();
    private final TestingSubject anna = new TestingSubject(shop.open());

    private final TestingStatement dueDate =
            declares("due_date", "2026-12-01").id("d1").serving("advice", "offers");
    private final TestingStatement channel = declares("channel", "post").serving("offers", "service");

    @Test
    void aDeclaredDateOpensAWindow() {
        anna.tells(dueDate, channel).night("2026-11-03");

        assertThat(anna.outcome().moments())
                .containsExactly(new ContactMoment(
                        "due_date",
                        "offers",
                        "post",
                        LocalDate.parse("2026-11-21"),
                        LocalDate.parse("2026-12-08"),
                        "centre",
                        "d1"));
    }

    @Test
    void noChosenChannelNoMoment() {
        anna.tells(dueDate).night("2026-11-03");

        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aChannelChosenForAnotherPurposeIsNotUsed() {
        anna.tells(dueDate, channel.serving("service")).night("2026-11-03");

        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aWithdrawnChannelIsNotUsed() {
        anna.tells(dueDate, channel.at("2026-11-01"), withdraws("channel").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aProvidedChannelIsNotUsed() {
        anna.under(shop.attribute(
                                "channel",
                                "type: 'enum[email, post]', category: pd:PrivacyPreference, purposes: [offers],"
                                        + " accepts: [declared, provided], provided: { until: 2027-03-31, purposes: [offers] }")
                        .open())
                .tells(dueDate)
                .provided("crm", "channel", "post", "2026-01-01")
                .night("2026-11-03");

        assertThat(anna.value("channel")).contains("post");
        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aProvidedDateOpensNoWindow() {
        anna.under(shop.attribute(
                                "wedding",
                                "type: date, category: pd:Preference, purposes: [offers], accepts: [declared, provided],"
                                        + " provided: { until: 2027-03-31, purposes: [offers] },"
                                        + " contact: { opens: -P10D, closes: P7D, purpose: offers }")
                        .open())
                .tells(channel)
                .provided("crm", "wedding", "2026-12-01", "2026-01-01")
                .night("2026-11-03");

        assertThat(anna.value("wedding")).isPresent();
        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aDateDeclaredForAnotherPurposeOpensNoWindow() {
        anna.tells(dueDate.serving("advice"), channel).night("2026-11-03");

        assertThat(anna.value("due_date")).isPresent();
        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aWithdrawnPurposeClosesTheWindow() {
        anna.tells(dueDate, channel, withdraws("due_date").serving("offers").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.value("due_date")).isPresent();
        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void theLastDayOfTheWindowIsInclusive() {
        anna.tells(dueDate, channel);

        assertThat(anna.night("2026-12-08").outcome().moments()).hasSize(1);
        assertThat(anna.night("2026-12-09").outcome().moments()).isEmpty();
        assertThat(anna.value("due_date")).isPresent();
    }

    @Test
    void theWindowClosesWithTheValue() {
        anna.tells(dueDate.validUntil("2026-11-25"), channel).night("2026-11-03");

        assertThat(anna.outcome().moments())
                .extracting(ContactMoment::closes)
                .containsExactly(LocalDate.parse("2026-11-25"));
    }

    @Test
    void theWindowClosesWithTheChannel() {
        anna.tells(dueDate, channel.validUntil("2026-11-30")).night("2026-11-03");

        assertThat(anna.outcome().moments()).singleElement().satisfies(moment -> {
            assertThat(moment.opens()).isEqualTo(LocalDate.parse("2026-11-21"));
            assertThat(moment.closes()).isEqualTo(LocalDate.parse("2026-11-30"));
        });
    }

    @Test
    void aChannelThatEndsBeforeTheWindowOpensMakesNone() {
        anna.tells(dueDate, channel.validUntil("2026-11-20")).night("2026-11-03");

        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void aValueThatEndsBeforeTheWindowOpensMakesNone() {
        anna.tells(dueDate.validUntil("2026-11-20"), channel).night("2026-11-03");

        assertThat(anna.value("due_date")).isPresent();
        assertThat(anna.outcome().moments()).isEmpty();
    }

    @Test
    void eachDateHasItsOwnWindow() {
        anna.tells(dueDate, declares("planned_for", "2026-11-10").serving("offers"), channel)
                .night("2026-11-03");

        assertThat(anna.outcome().moments())
                .extracting(ContactMoment::attribute)
                .containsExactly("due_date", "planned_for");
    }
}
