namespace Personalization.Tools.Demo;

/// <summary>A main category of the demo shop.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Margin">The usual margin as a share of the price, [0, 1].</param>
/// <param name="Appeal">How many people care for it, relative to the others; 1 is the usual.</param>
/// <param name="Subcategories">The kinds of product in it.</param>
internal sealed record Department(string Name, double Margin, double Appeal, IReadOnlyList<Subcategory> Subcategories);
