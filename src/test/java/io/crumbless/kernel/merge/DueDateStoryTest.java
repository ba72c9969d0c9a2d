package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A shop inferred from purchases that a teenager was pregnant and posted coupons to the household; her father learned it from
 * the letterbox. Another customer told an associate her due date, so that the shop could write at the right time. The first
 * leaves nothing; the second survives, for what she said and no longer.
 */
@Tag("unit")
class DueDateStoryTest {
    @Nested
    class TheTeenager {
        private final TestingSubject teenager = new TestingSubject(new TestingShop().open())
                .tells(
                        declares("birth_date", "2011-03-01").serving("club").byGuardian(),
                        declares("channel", "post").serving("offers").byGuardian(),
                        declares("pet_name", "Rex").byGuardian())
                .stripped(new Removal("dmp", Origin.INFERRED, 1));

        @Test
        void herProfileHoldsWhatWasSaidAndNothingElse() {
            teenager.night("2026-11-22");

            assertThat(teenager.profile().orElseThrow().entries())
                    .extracting(Profile.Entry::lineage)
                    .extracting(Lineage::declarationId)
                    .containsExactly("pet_name", "channel", "birth_date");
            assertThat(teenager.value("due_date")).isEmpty();
            assertThat(teenager.value("babies")).isEmpty();
        }

        @Test
        void nobodyWritesToTheHousehold() {
            teenager.night("2026-11-22");

            assertThat(teenager.outcome().moments()).isEmpty();
        }

        @Test
        void theNoteOfTheRemovalIsThatOfAnyOtherInference() {
            TestingSubject footballFan = new TestingSubject(new TestingShop().open())
                    .stripped(new Removal("dmp", Origin.INFERRED, 1))
                    .night("2026-11-22");
            teenager.night("2026-11-22");

            assertThat(teenager.outcome().removals())
                    .isEqualTo(footballFan.outcome().removals())
                    .containsExactly(new Removal("dmp", Origin.INFERRED, 1));
        }

        @Test
        void theEvidenceLogKnowsNothingOfIt() {
            teenager.night("2026-11-22");

            assertThat(teenager.log())
                    .extracting(entry -> entry.statement().attribute())
                    .containsExactlyInAnyOrder("birth_date", "channel", "pet_name");
        }

        @Test
        void sheCannotBeMadeToDeclareItAlone() {
            teenager.tells(declares("due_date", "2027-02-01").serving("offers").at("2026-11-20"))
                    .night("2026-11-22");

            assertThat(teenager.value("due_date")).isEmpty();
            assertThat(teenager.outcome().moments()).isEmpty();
            assertThat(teenager.outcome().refused()).hasSize(1);
        }
    }

    @Nested
    class TheCustomerWhoTold {
        private final TestingSubject customer = new TestingSubject(new TestingShop().open())
                .tells(
                        declares("due_date", "2027-01-20")
                                .id("store-17")
                                .serving("offers")
                                .at("2026-11-20")
                                .inStore("associate-7"),
                        declares("channel", "email").serving("offers").at("2026-11-20"));

        @Test
        void herDueDateSurvivesWithTheNoticeSheWasShown() {
            customer.night("2026-11-22");

            assertThat(customer.value("due_date")).contains("2027-01-20");
            assertThat(customer.lineage("due_date"))
                    .isEqualTo(new Lineage(
                            Origin.DECLARED,
                            "store-17",
                            "store",
                            "store",
                            "volunteered",
                            List.of("offers"),
                            new NoticeRef("centre", "1", "en"),
                            "eu-gdpr:A9-2-a",
                            TestingStatement.micros("2026-11-20"),
                            (int) LocalDate.parse("2027-03-17").toEpochDay(),
                            "declared",
                            List.of()));
        }

        @Test
        void theShopWritesAtTheRightTimeOnTheChannelSheChose() {
            customer.night("2026-11-22");

            assertThat(customer.outcome().moments())
                    .containsExactly(new ContactMoment(
                            "due_date",
                            "offers",
                            "email",
                            LocalDate.parse("2027-01-10"),
                            LocalDate.parse("2027-01-27"),
                            "store",
                            "store-17"));
        }

        @Test
        void shortlyAfterTheDateItIsGone() {
            customer.night("2027-03-17");
            assertThat(customer.value("due_date")).isPresent();
            assertThat(customer.outcome().moments()).isEmpty();

            customer.night("2027-03-18");
            assertThat(customer.value("due_date")).isEmpty();
            assertThat(customer.fate("store-17")).isEqualTo(Fate.EXPIRED);
            assertThat(customer.loggedValue("store-17")).isEmpty();
        }
    }
}
