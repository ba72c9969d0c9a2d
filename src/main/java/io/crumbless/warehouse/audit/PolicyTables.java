package io.crumbless.warehouse.audit;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SharingRule;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The policy and the night of a snapshot as arrays of numbers, for look-ups per row. Immutable. */
final class PolicyTables {
    static final int UNKNOWN = -1;

    /** The attribute of a withdrawal of everything. */
    static final int EVERYTHING = -2;

    private static final String EVERYTHING_WORD = "*";

    /** Codes of opt-out scopes among purposes: from here downwards, in this order. */
    private static final int FIRST_SCOPE = -10;

    private static final List<String> SCOPES =
            List.of("opt-out:sale", "opt-out:sharing", "opt-out:signal", "opt-out:sensitive");

    final Policy policy;
    final Night night;
    final long asOfMicros;
    final long withdrawalsUntilMicros;
    final long businessDay;
    final List<Attribute> attributes;
    final List<Purpose> purposes;

    /** By attribute and purpose. */
    final boolean[][] allowed;

    final boolean[][] allowedProvided;
    private final Map<String, Integer> purposeIndex = new HashMap<>();
    private final Map<String, Integer> jurisdictionIndex = new HashMap<>();
    private final Map<String, Integer> noticeIds = new HashMap<>();
    private final Map<String, Integer> noticeVersions = new HashMap<>();

    /** Purposes explained, by notice id and version; an empty array if there is no such notice. */
    private final boolean[][][] explained;

    private final Set<String> provenanceRules;

    /** @param withdrawn withdrawals after the night that the snapshot takes into account because it was recomputed */
    PolicyTables(Policy policy, Manifest manifest, Optional<Amendment.LaterWithdrawals> withdrawn) {
        this.policy = policy;
        Night asPublished = new Night(manifest.businessDate(), ZoneId.of(manifest.zone()));
        this.night = withdrawn
                .map(since -> new Night(asPublished.businessDate(), asPublished.zone(), since.withdrawalsUntil()))
                .orElse(asPublished);
        this.asOfMicros = night.asOfMicros();
        this.withdrawalsUntilMicros = night.withdrawalsUntilMicros();
        this.businessDay = night.businessDate().toEpochDay();
        this.attributes = policy.attributes();
        this.purposes = List.copyOf(policy.purposes());
        purposes.forEach(purpose -> purposeIndex.put(purpose.id(), purposeIndex.size()));
        for (Jurisdiction jurisdiction : policy.jurisdictions()) {
            jurisdictionIndex.put(jurisdiction.code(), jurisdictionIndex.size());
        }
        this.allowed = new boolean[attributes.size()][];
        this.allowedProvided = new boolean[attributes.size()][];
        for (int i = 0; i < allowed.length; i++) {
            Attribute attribute = attributes.get(i);
            allowed[i] = flags(attribute.purposes()::contains);
            allowedProvided[i] = flags(purpose -> attribute
                    .provided()
                    .map(rule -> rule.purposes().contains(purpose))
                    .orElse(false));
        }
        for (Notice notice : policy.notices()) {
            noticeIds.putIfAbsent(notice.id(), noticeIds.size());
            noticeVersions.putIfAbsent(notice.version(), noticeVersions.size());
        }
        this.explained = new boolean[noticeIds.size()][noticeVersions.size()][0];
        for (Notice notice : policy.notices()) {
            explained[noticeId(notice.id())][noticeVersion(notice.version())] = flags(notice.purposes()::contains);
        }
        this.provenanceRules = Set.copyOf(policy.provenance().rules());
    }

    /** Whether the night took the statement into account. */
    boolean counts(LoggedStatement said) {
        return said.declaredAt < (said.declares ? asOfMicros : withdrawalsUntilMicros);
    }

    /**
     * Whether the log records a later end than the person set or the retention period of the catalogue allows.
     *
     * @param spokenOn day of the declaration, in days since the epoch
     */
    boolean endsLater(LoggedStatement said, long spokenOn) {
        long end = said.endsOn == LoggedStatement.NO_END ? Long.MAX_VALUE : said.endsOn;
        if (said.validUntil != LoggedStatement.NO_END && end > said.validUntil) {
            return true;
        }
        Optional<Period> period = said.attribute < 0
                ? Optional.empty()
                : attributes.get(said.attribute).keep().period();
        return period.isPresent()
                && end > LocalDate.ofEpochDay(spokenOn).plus(period.get()).toEpochDay();
    }

    private boolean[] flags(Predicate<String> test) {
        boolean[] flags = new boolean[purposes.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = test.test(purposes.get(i).id());
        }
        return flags;
    }

    int attribute(String name) {
        return name.equals(EVERYTHING_WORD) ? EVERYTHING : policy.indexOf(name);
    }

    /** Its index; for an opt-out scope, the code that {@link #scope} accepts. */
    int purpose(String id) {
        int scope = SCOPES.indexOf(id);
        return scope >= 0 ? FIRST_SCOPE - scope : purposeIndex.getOrDefault(id, UNKNOWN);
    }

    /** One bit per opt-out scope; 0 if it is none. */
    static int scope(int purpose) {
        return purpose <= FIRST_SCOPE ? 1 << (FIRST_SCOPE - purpose) : 0;
    }

    /**
     * Whether an opt-out removes a purpose from a value.
     *
     * @param scopes bits of {@link #scope}
     * @param jurisdiction of the declaration; a null or unknown one honours signals
     */
    boolean optedOut(int scopes, int purpose, int attribute, @Nullable String jurisdiction) {
        Purpose served = purposes.get(purpose);
        boolean ignored = policy.jurisdiction(String.valueOf(jurisdiction))
                .map(place -> place.sharing().signal() == SharingRule.Signal.IGNORED)
                .orElse(false);
        boolean sale = (scopes & 1) != 0 && served.markings().contains(Marking.SALE);
        boolean sharing = (scopes & 2) != 0 && served.markings().contains(Marking.SHARING);
        boolean signal = (scopes & 4) != 0 && !served.markings().isEmpty() && !ignored;
        boolean limited = (scopes & 8) != 0
                && attributes.get(attribute).sensitivity() != Sensitivity.NONE
                && !served.servesLimited();
        return sale || sharing || signal || limited;
    }

    int jurisdiction(String code) {
        return jurisdictionIndex.getOrDefault(code, UNKNOWN);
    }

    int noticeId(String id) {
        return noticeIds.getOrDefault(id, UNKNOWN);
    }

    int noticeVersion(String version) {
        return noticeVersions.getOrDefault(version, UNKNOWN);
    }

    /** Purposes that the notice explains; empty if there is no such notice. */
    boolean[] explained(int id, int version) {
        return id < 0 || version < 0 ? new boolean[0] : explained[id][version];
    }

    /** 1 if the person acted in this elicitation, else 0. */
    int elicitation(String word) {
        return Elicitation.ofWord(word).map(Elicitation::mayBeAdmitted).orElse(false) ? 1 : 0;
    }

    int origin(String word) {
        return Origin.ofWord(word).map(Origin::ordinal).orElse(UNKNOWN);
    }

    int provenanceRule(String name) {
        return provenanceRules.contains(name) ? 1 : 0;
    }

    boolean accepts(int attribute, Origin origin) {
        return attributes.get(attribute).accepts().contains(origin);
    }

    boolean isSpecial(int attribute) {
        return attributes.get(attribute).sensitivity() == Sensitivity.SPECIAL;
    }

    /** Index of the attribute that states the channel of contact; -1 if there is none. */
    int channelAttribute() {
        return policy.channelAttribute()
                .map(attribute -> policy.indexOf(attribute.name().value()))
                .orElse(UNKNOWN);
    }

    LocalDate businessDate() {
        return night.businessDate();
    }

    static boolean within(int[] list, int size, boolean[] set) {
        for (int i = 0; i < size; i++) {
            if (list[i] < 0 || list[i] >= set.length || !set[list[i]]) {
                return false;
            }
        }
        return true;
    }

    static boolean holds(int[] list, int size, int wanted) {
        for (int i = 0; i < size; i++) {
            if (list[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    static int[] grown(int[] list, int size) {
        return size < list.length ? list : Arrays.copyOf(list, 2 * list.length + 4);
    }
}
