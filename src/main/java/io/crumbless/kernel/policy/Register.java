package io.crumbless.kernel.policy;

import java.util.List;
import java.util.Map;

/**
 * What {@code purposes.yaml} says.
 *
 * @param purposes by id, in the order written
 * @param notices in the order written
 */
public record Register(Map<String, Purpose> purposes, List<Notice> notices) {}
