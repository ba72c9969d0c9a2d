package io.crumbless.settings.policy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.ProvidedRule;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SharingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Findings about a valid policy: something is missing or inconsistent, and should be reviewed. */
public final class PolicyFindings {
    private static final int PLACES_NAMED = 5;

    private PolicyFindings() {}

    /** One sentence for each finding, with the file in which to correct it; empty if there are none. */
    public static List<String> of(Policy policy) {
        List<String> findings = new ArrayList<>(policy.purposes().stream()
                .filter(purpose -> purpose.legalBasis().isEmpty())
                .map(purpose -> PolicyFileNames.PURPOSES + ": Missing legal-basis of purpose '" + purpose.id()
                        + "': no answer can state on which legal basis values serve it (GDPR Art. 6(1), 13(1)(c)); add one,"
                        + " such as legal-basis: eu-gdpr:A6-1-a")
                .toList());
        for (Attribute attribute : policy.attributes()) {
            attribute.provided().ifPresent(provided -> sold(policy, attribute, provided, findings));
        }
        return List.copyOf(findings);
    }

    /** Nobody opted in to the sale of a provided value, which was typed in before there was an admission bar. */
    private static void sold(Policy policy, Attribute attribute, ProvidedRule provided, List<String> findings) {
        for (Purpose purpose : policy.purposes()) {
            if (purpose.markings().isEmpty() || !provided.purposes().contains(purpose.id())) {
                continue;
            }
            String place = PolicyFileNames.ATTRIBUTES + ": Provided values of '" + attribute.name() + "' may serve '"
                    + purpose.id() + "', which " + PolicyFileNames.PURPOSES + " marks as sale or sharing, ";
            add(
                    places(policy, rule -> rule.permission() == SharingRule.Permission.OPT_IN),
                    place + "though nobody opted in to that: permission is opt_in in ",
                    findings);
            if (attribute.sensitivity() != Sensitivity.NONE) {
                add(
                        places(policy, rule -> rule.sensitive() == SharingRule.Sensitive.BARRED),
                        place + "though it is sensitive: that is barred in ",
                        findings);
            }
        }
    }

    private static void add(List<String> places, String finding, List<String> findings) {
        if (!places.isEmpty()) {
            String more = places.size() > PLACES_NAMED ? " and " + (places.size() - PLACES_NAMED) + " more" : "";
            findings.add(finding + places.stream().limit(PLACES_NAMED).collect(Collectors.joining(", ")) + more + " ("
                    + PolicyFileNames.JURISDICTIONS + "); take the purpose out of provided.purposes");
        }
    }

    private static List<String> places(Policy policy, Predicate<SharingRule> wanted) {
        return policy.jurisdictions().stream()
                .filter(place -> wanted.test(place.sharing()))
                .map(Jurisdiction::code)
                .sorted()
                .toList();
    }
}
