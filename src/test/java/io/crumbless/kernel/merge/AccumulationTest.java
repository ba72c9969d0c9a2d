package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.StatementRef;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An accumulating list contains the items of all declarations in force, for the purposes that all of them may serve.
 */
@Tag("unit")
class AccumulationTest {
    private final TestingSubject anna = new TestingSubject(new TestingShop().open());

    @Test
    void itemsStandTogetherOldestFirst() {
        anna.tells(
                        declares("wishes", "[\"toys\",\"pram\"]").id("later").at("2026-11-02"),
                        declares("wishes", "[\"pram\",\"cot\"]").id("earlier").at("2026-11-01"))
                .night("2026-11-03");

        assertThat(anna.value("wishes")).contains("[\"pram\",\"cot\",\"toys\"]");
        assertThat(anna.fate("earlier")).isEqualTo(Fate.IN_FORCE);
        assertThat(anna.fate("later")).isEqualTo(Fate.IN_FORCE);
    }

    @Test
    void theLatestDeclarationIsTheLineage() {
        anna.tells(
                        declares("wishes", "pram").id("c").at("2026-11-01"),
                        declares("wishes", "cot").id("b").at("2026-11-02"),
                        declares("wishes", "toys").id("a").at("2026-11-03"))
                .night("2026-11-03");

        Lineage lineage = anna.lineage("wishes");
        assertThat(lineage.declarationId()).isEqualTo("a");
        assertThat(lineage.accumulatedFrom())
                .containsExactly(new StatementRef("b", "centre"), new StatementRef("c", "centre"));
    }

    @Test
    void idsOfTwoSourcesStayApart() {
        anna.tells(
                        declares("wishes", "pram").id("1").source("store").at("2026-11-01"),
                        declares("wishes", "cot").id("1").source("survey").at("2026-11-02"),
                        declares("wishes", "toys").id("1").source("web").at("2026-11-03"))
                .night("2026-11-03");

        Lineage lineage = anna.lineage("wishes");
        assertThat(lineage.source()).isEqualTo("web");
        assertThat(lineage.accumulatedFrom())
                .containsExactly(new StatementRef("1", "store"), new StatementRef("1", "survey"));
    }

    @Test
    void onlyCommonPurposesAreServed() {
        anna.tells(
                        declares("wishes", "pram")
                                .id("earlier")
                                .serving("advice", "offers")
                                .at("2026-11-01"),
                        declares("wishes", "cot")
                                .id("later")
                                .serving("insight", "offers")
                                .at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.lineage("wishes").purposes()).containsExactly("offers");
    }

    @Test
    void whatSharesNoPurposeIsSuperseded() {
        anna.tells(
                        declares("wishes", "pram")
                                .id("earlier")
                                .serving("advice")
                                .at("2026-11-01"),
                        declares("wishes", "cot").id("later").serving("offers").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.value("wishes")).contains("[\"cot\"]");
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    void theListEndsWithItsFirstPart() {
        anna.tells(
                declares("wishes", "pram").id("earlier").at("2026-01-01"),
                declares("wishes", "cot").id("later").at("2026-03-01"));

        anna.night("2026-07-01");
        assertThat(anna.lastDay("wishes")).contains(LocalDate.parse("2026-07-01"));

        anna.night("2026-07-02");
        assertThat(anna.value("wishes")).contains("[\"cot\"]");
        assertThat(anna.lastDay("wishes")).contains(LocalDate.parse("2026-09-01"));
        assertThat(anna.lineage("wishes").accumulatedFrom()).isEmpty();
        assertThat(anna.fate("earlier")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void withdrawnItemsAreDeleted() {
        anna.tells(
                        declares("wishes", "pram").id("earlier").at("2026-11-01"),
                        withdraws("wishes").at("2026-11-02"),
                        declares("wishes", "cot").id("later").at("2026-11-03"))
                .night("2026-11-03");

        assertThat(anna.value("wishes")).contains("[\"cot\"]");
        assertThat(anna.fate("earlier")).isEqualTo(Fate.WITHDRAWN);
    }

    @Test
    void aPartNoLongerAllowedDoesNotHideTheOthers() {
        anna.tells(
                        declares("wishes", "pram")
                                .id("earlier")
                                .serving("offers")
                                .at("2026-11-01"),
                        declares("wishes", "cot").id("later").serving("insight").at("2026-11-02"))
                .under(new TestingShop()
                        .attribute(
                                "wishes",
                                "type: 'list<enum[pram, cot]>', category: pd:Intention, purposes: [offers],"
                                        + " on-later: accumulate")
                        .open())
                .night("2026-11-03");

        assertThat(anna.value("wishes")).contains("[\"pram\"]");
        assertThat(anna.fate("later")).isEqualTo(Fate.NOT_ALLOWED);
    }
}
