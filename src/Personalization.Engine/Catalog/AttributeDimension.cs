namespace Personalization.Engine.Catalog;

/// <summary>What an attribute value describes. The numbers are part of the written form of states and never change.</summary>
public enum AttributeDimension : byte
{
    /// <summary>The main category.</summary>
    Category = 0,
    /// <summary>The category below it.</summary>
    Subcategory = 1,
    /// <summary>The maker.</summary>
    Brand = 2,
    /// <summary>A free label.</summary>
    Tag = 3,
    /// <summary>The price level, a band of the 1-2-5 series.</summary>
    PriceLevel = 4,
    /// <summary>Where an event happened.</summary>
    Channel = 5,
}
