print("article-service")
