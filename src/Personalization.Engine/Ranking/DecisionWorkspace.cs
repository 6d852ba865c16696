namespace Personalization.Engine.Ranking;

/// <summary>The buffers of one decision at a time, kept by a thread and used again and again.</summary>
internal sealed class DecisionWorkspace(ReadModels node, int recommenders)
{
    public DecisionContext Context { get; } = new(node);

    public CandidateSet Candidates { get; } = new(recommenders);

    public int[] Ranked { get; set; } = new int[64];

    public int[] Handles { get; set; } = new int[64];
}
