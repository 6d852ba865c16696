namespace Personalization.Engine.Ranking;

/// <summary>Turns the recommenders' judgements into one score a candidate, in one batch. Thread-safe.</summary>
public interface IScorer
{
    /// <summary>Name and version of the model, as logged with every decision.</summary>
    string ModelVersion { get; }

    /// <summary>Fills <see cref="CandidateSet.Scores"/>, [0, 1].</summary>
    void Score(DecisionContext context, CandidateSet candidates);

    /// <summary>The part of the candidate's score that is due to one recommender, before attenuation.</summary>
    float Contribution(CandidateSet candidates, int slot, int recommender);
}
