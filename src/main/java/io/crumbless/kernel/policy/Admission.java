package io.crumbless.kernel.policy;

import java.util.Map;
import java.util.Set;

/**
 * The conditions under which declarations are admitted, {@code admission.yaml}.
 *
 * @param channels the open channels and the rule of each
 * @param admissible elicitations that are admitted; all others are refused
 */
public record Admission(Map<Channel, ChannelRule> channels, Set<Elicitation> admissible) {
    public Admission {
        channels = Map.copyOf(channels);
        admissible = Set.copyOf(admissible);
    }

    /**
     * The rule of one channel.
     *
     * @param assisted whether a third person records what the person declares
     * @param duties what its declarations must contain; for assisted channels at least recorder and confirmation
     */
    public record ChannelRule(boolean assisted, Set<Duty> duties) {
        public ChannelRule {
            duties = Set.copyOf(duties);
        }
    }

    /** Whether declarations through this channel are accepted at all. */
    public boolean accepts(Channel channel) {
        return channels.containsKey(channel);
    }

    /** Whether a third person records what the person declares. */
    public boolean assisted(Channel channel) {
        ChannelRule rule = channels.get(channel);
        return rule == null ? channel.alwaysAssisted() : rule.assisted();
    }

    /** What a declaration through this channel must contain. */
    public Set<Duty> duties(Channel channel) {
        ChannelRule rule = channels.get(channel);
        return rule == null ? Set.of() : rule.duties();
    }

    /** Whether declarations with this elicitation are admitted. */
    public boolean admits(Elicitation elicitation) {
        return admissible.contains(elicitation);
    }
}
