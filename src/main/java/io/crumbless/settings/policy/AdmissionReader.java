package io.crumbless.settings.policy;

import io.crumbless.kernel.policy.Admission;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Duty;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code admission.yaml}. It may be stricter than the minimum that is built in, never less strict. */
final class AdmissionReader {
    private static final Map<String, Channel> CHANNELS = Names.words(List.of(Channel.values()), Channel::word);
    private static final Map<String, Elicitation> ELICITATIONS =
            Names.words(List.of(Elicitation.values()), Elicitation::word);
    private static final Map<String, Duty> DUTIES = Names.words(List.of(Duty.values()), Duty::word);

    private AdmissionReader() {}

    static Admission read(YamlMapping file, Problems problems) {
        YamlMapping channels = file.mapping("channels");
        Map<Channel, Admission.ChannelRule> rules = new EnumMap<>(Channel.class);
        channels.mappings().forEach((word, entry) -> {
            Channel channel = CHANNELS.get(word);
            if (channel == null) {
                channels.problem(word, "Unknown channel '" + word + "'" + Names.hint(word, CHANNELS.keySet()));
            } else {
                rules.put(channel, channel(channel, entry));
            }
        });
        if (file.has("channels") && channels.keys().isEmpty()) {
            file.problem("channels", "Missing channels: no declaration could ever be taken");
        }
        Admission admission = new Admission(rules, elicitations(file, problems));
        file.finish();
        return admission;
    }

    private static Admission.ChannelRule channel(Channel channel, YamlMapping entry) {
        boolean assisted = entry.optionalFlag("assisted").orElse(channel.alwaysAssisted());
        Set<Duty> duties = new HashSet<>(entry.words("must-show", DUTIES));
        if (channel.alwaysAssisted() && !assisted) {
            entry.problem(
                    "assisted",
                    "Invalid " + entry.name("assisted")
                            + " 'false': somebody else always writes down what is said here");
        }
        for (Duty duty : assisted ? List.of(Duty.RECORDED_BY, Duty.CONFIRMED) : List.<Duty>of()) {
            if (!duties.contains(duty)) {
                entry.problem(
                        "must-show",
                        "Missing '" + duty.word() + "' in " + entry.name("must-show")
                                + ": an assisted channel needs who wrote it down and that it was read back");
            }
        }
        entry.finish();
        return new Admission.ChannelRule(assisted, duties);
    }

    private static Set<Elicitation> elicitations(YamlMapping file, Problems problems) {
        YamlMapping written = file.mapping("elicitations");
        int before = problems.size();
        written.list("admitted");
        written.list("refused");
        List<Elicitation> admitted = written.words("admitted", ELICITATIONS);
        List<Elicitation> refused = written.words("refused", ELICITATIONS);
        for (Elicitation elicitation : admitted) {
            if (!elicitation.mayBeAdmitted()) {
                written.problem(
                        "admitted",
                        "Invalid " + written.name("admitted") + " '" + elicitation.word()
                                + "': the person did not act, so it is no declaration");
            }
        }
        boolean bothRead = written.has("admitted") && written.has("refused") && problems.size() == before;
        for (Elicitation elicitation : bothRead ? Elicitation.values() : new Elicitation[0]) {
            if (admitted.contains(elicitation) == refused.contains(elicitation)) {
                String fault = admitted.contains(elicitation) ? "is both admitted and refused" : "is in neither list";
                file.problem("elicitations", "Invalid elicitations: '" + elicitation.word() + "' " + fault);
            }
        }
        written.finish();
        return new HashSet<>(admitted);
    }
}
