package io.crumbless.warehouse.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.Purpose;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A word for several purposes covers those of the policy in force. */
@Tag("unit")
class ScopeTest {
    private static final Collection<Purpose> SHIPPED =
            PolicyFolder.read(Path.of("jobs/policy")).purposes();

    @Test
    void directMarketingIsWhatEitherVocabularySaysIsMarketing() {
        assertThat(Scope.ofText(Scope.DIRECT_MARKETING).purposesOf(SHIPPED)).containsExactly("personal_offers");
    }

    @Test
    void aPurposeStandsForItselfAlsoWhereThePolicyDoesNotKnowIt() {
        assertThat(Scope.ofText("insight, no_such").purposesOf(SHIPPED)).containsExactly("insight", "no_such");
    }

    @Test
    void isReadAsItIsWritten() {
        Scope scope = new Scope(List.of("service_messages", Scope.DIRECT_MARKETING, "insight"));

        assertThat(scope.text()).isEqualTo("direct-marketing, insight, service_messages");
        assertThat(Scope.ofText(scope.text())).isEqualTo(scope);
        assertThat(Scope.ofText(" ")).isEqualTo(Scope.NONE);
    }
}
