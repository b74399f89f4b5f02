"""Who works on it. Tables: User, LanguageRight. Imports `base` and `text` only; assignments and presence join later."""
