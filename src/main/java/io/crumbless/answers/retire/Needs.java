package io.crumbless.answers.retire;

import io.crumbless.answers.retire.Need.Kind;
import io.crumbless.answers.retire.Need.Reason;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.night.legacy.LegacySettings;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.warehouse.snapshot.Retirement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Determines what still needs each legacy source of a job. In doubt a source is needed. */
public final class Needs {
    private final LegacySettings legacy;
    private final Policy policy;
    private final Retirement history;
    private final int unusedNights;
    private final Set<String> going;

    /**
     * @param legacy sources of the job, without those that were retired
     * @param policy in force for the next night
     * @param unusedNights number of nights without a kept value after which a source is unused
     * @param going sources that are to be destroyed together; their mutual needs do not count
     */
    public Needs(LegacySettings legacy, Policy policy, Retirement history, int unusedNights, Set<String> going) {
        this.legacy = legacy;
        this.policy = policy;
        this.history = history;
        this.unusedNights = unusedNights;
        this.going = Set.copyOf(going);
    }

    /** Of every source, in the order of the job file. */
    public List<Need> all() {
        List<Need> needs = new ArrayList<>();
        legacy.memberships().forEach(source -> needs.add(membership(source)));
        legacy.links().forEach(source -> needs.add(links(source)));
        // An opt-out of sale is permanent, even without cookies.
        legacy.optOuts().stream()
                .filter(source -> source.terms().scopes().isEmpty())
                .forEach(source -> needs.add(optOuts(source)));
        return needs;
    }

    static List<Provenance.Draw> draws(Policy policy, MembershipSource source) {
        return policy.provenance()
                .draws(
                        source.name(),
                        source.namesAttributes(),
                        source.sourceSystem().isPresent());
    }

    private Need membership(MembershipSource source) {
        Optional<Retirement.Entry> last = history.last();
        if (last.isEmpty()) {
            return need(source, Reason.NEVER_COUNTED);
        }
        long held = held(last.get(), source.name());
        if (held > 0) {
            return need(source, Reason.STILL_HELD, String.valueOf(held));
        }
        List<Provenance.Draw> draws = draws(policy, source);
        if (draws.isEmpty()) {
            return need(source, Reason.NO_RULE);
        }
        LocalDate sunset = draws.stream()
                .map(draw -> draw.attribute().provided().orElseThrow().until())
                .max(LocalDate::compareTo)
                .orElseThrow();
        if (sunset.isBefore(last.get().businessDate())) {
            return need(source, Reason.SUNSET_PASSED, sunset.toString());
        }
        int nights = history.nights().size();
        boolean unused = nights >= unusedNights
                && history.nights().subList(nights - unusedNights, nights).stream()
                        .allMatch(night -> held(night, source.name()) == 0);
        return unused
                ? need(source, Reason.NOTHING_KEPT, String.valueOf(unusedNights))
                : need(
                        source,
                        Reason.RULES_DRAW,
                        draws.stream().map(Provenance.Draw::rule).distinct().toArray(String[]::new));
    }

    private static long held(Retirement.Entry night, String source) {
        return night.supplies().stream()
                .filter(supply -> supply.source().equals(source))
                .mapToLong(Retirement.Supply::values)
                .sum();
    }

    private static Need need(MembershipSource source, Reason reason, String... of) {
        return new Need(source.name(), Kind.MEMBERSHIPS, reason, List.of(of));
    }

    private Need links(LinkSource source) {
        List<String> cookies = legacy.memberships().stream()
                .filter(one -> !one.keyedBySubject())
                .map(MembershipSource::name)
                .filter(name -> !going.contains(name))
                .toList();
        boolean optOutsByCookie = legacy.optOuts().stream()
                .anyMatch(one -> one.cookieId().isPresent()
                        && !going.contains(one.files().name()));
        List<String> left = new ArrayList<>(optOutsByCookie ? memberships() : cookies);
        legacy.optOuts().stream()
                .filter(one ->
                        one.cookieId().isPresent() && !one.terms().scopes().isEmpty())
                .forEach(one -> left.add(one.files().name()));
        return left.isEmpty()
                ? new Need(source.files().name(), Kind.LINKS, Reason.NO_COOKIES_LEFT, List.of())
                : new Need(source.files().name(), Kind.LINKS, Reason.COOKIES_LEFT, left);
    }

    private List<String> memberships() {
        return legacy.memberships().stream()
                .map(MembershipSource::name)
                .filter(name -> !going.contains(name))
                .toList();
    }

    private Need optOuts(OptOutSource source) {
        List<String> left = new ArrayList<>(memberships());
        legacy.links().stream()
                .map(link -> link.files().name())
                .filter(name -> !going.contains(name))
                .forEach(left::add);
        return left.isEmpty()
                ? new Need(source.files().name(), Kind.OPT_OUTS, Reason.NOTHING_LEFT, List.of())
                : new Need(source.files().name(), Kind.OPT_OUTS, Reason.LEGACY_LEFT, left);
    }
}
