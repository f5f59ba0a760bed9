package dev.factum.workload.effects;

/// What supervisor and processes say to each other, a line each.
final class Words {

    // from a process
    static final String READY = "ready ";
    static final String AT = "at ";
    static final String FENCED = "fenced";
    static final String GIVEN_BACK = "given-back";
    static final String REBALANCED = "rebalanced";
    static final String STATUS = "status ";

    // to a service
    static final String SET = "set ";
    static final String REBALANCE = "rebalance";
    static final String ASK = "ask";

    private Words() {}
}
