using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Evaluation;

/// <summary>What an evaluation learns from and asks.</summary>
/// <param name="Items">The catalogue.</param>
/// <param name="Training">What is learnt from, oldest first.</param>
/// <param name="Cases">What is asked.</param>
internal sealed record EvaluationSet(IReadOnlyList<Item> Items, IReadOnlyList<Event> Training, IReadOnlyList<EvaluationCase> Cases);

/// <summary>One question: what does this person choose next?</summary>
/// <param name="UserId">The person.</param>
/// <param name="HiddenItemId">What the person did choose.</param>
/// <param name="Input">What is known of a person who is not part of the training; <see langword="null"/> for one who is.</param>
internal sealed record EvaluationCase(string UserId, string HiddenItemId, IReadOnlyList<Event>? Input = null);
